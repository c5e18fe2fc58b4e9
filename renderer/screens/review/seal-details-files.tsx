import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileFacts } from '../../../main/core/seal/bundle-facts.ts'
import { bytesText } from '../../figures.ts'
import { Mark } from '../../ui/mark.tsx'
import { fileWords } from './file-list.tsx'

/** Every file: what the seal states of it beside what was computed here. */
export function SealDetailsFiles({ files }: { readonly files: readonly FileFacts[] }): ReactNode {
  const { t, i18n } = useTranslation()
  return (
    <table className="details-files">
      <thead>
        <tr>
          <th scope="col">{t('window.details.file')}</th>
          <th scope="col">{t('window.details.size')}</th>
          <th scope="col">{t('window.details.state')}</th>
          <th scope="col">{t('window.details.digests')}</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr key={file.path}>
            <td className="selectable">{file.path}</td>
            <td className="details-number">{bytesText(file.size, i18n.language)}</td>
            <td>
              <span className="details-state">
                <Mark tone={fileWords(file).tone} size={14} />
                {t(`state.file.${fileWords(file).state}`)}
              </span>
            </td>
            <td className="digits selectable details-hash">
              <Digests file={file} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** One line where both agree; two where they do not, or where one is missing. */
function Digests({ file }: { readonly file: FileFacts }): ReactNode {
  const { t } = useTranslation()
  if (file.digests.length === 0) return file.sha256 ?? t('window.details.none')
  return file.digests.map(({ name, stated, computed }, index) =>
    computed === stated ? (
      <p key={index}>{t('window.details.digestAgrees', { name, digest: stated })}</p>
    ) : (
      <div key={index} className="details-differs">
        <p>{t('window.details.digestStated', { name, digest: stated })}</p>
        <p>
          {computed === null
            ? t('window.details.digestPending')
            : t('window.details.digestComputed', { digest: computed })}
        </p>
      </div>
    ),
  )
}
