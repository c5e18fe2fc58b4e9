import './case-pane.css'
import Layers from 'lucide-react/icons/layers'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommandBus } from '../../command-bus.tsx'
import { Button } from '../../ui/button.tsx'
import { hashEnds, localTime } from '../../figures.ts'
import { Sheets } from '../../ui/tabs.tsx'
import { ClipList } from './clip-list.tsx'
import { FileList } from './file-list.tsx'
import { useReviewModel } from './review-model.ts'
import { SealSheet } from './seal-sheet.tsx'

/** Left: what the bundle holds. */
export function CasePane(): ReactNode {
  const { t, i18n } = useTranslation()
  const { view, review, tell } = useReviewModel()
  const bus = useCommandBus()
  const { bundle } = view
  const signer = bundle.signers[0]
  return (
    <aside className="pane case-pane" aria-label={t('window.case.title')}>
      <Sheets
        label={t('window.case.title')}
        selected={review.left}
        onSelect={(sheet) => tell({ type: 'left', sheet })}
        sheets={[
          {
            id: 'clips',
            title: t('window.case.clips'),
            count: String(bundle.case?.clips.length ?? 0),
            content: <ClipList />,
          },
          {
            id: 'files',
            title: t('window.case.files'),
            count: String(bundle.files.length),
            content: <FileList />,
          },
          { id: 'seal', title: t('window.case.seal'), content: <SealSheet /> },
        ]}
      />
      <footer className="case-foot">
        <Button
          look="bare"
          className="case-bundle"
          aria-label={t('custody.bundles.which', { name: bundle.name })}
          onPress={() => void bus.run('file.bundles')}
        >
          <Layers size={14} aria-hidden />
          <b title={bundle.name}>{bundle.name}</b>
        </Button>
        <span>
          {signer?.provenTime
            ? t('window.case.sealedProven', { time: localTime(signer.provenTime, i18n.language) })
            : signer?.claimedTime
              ? t('window.case.sealedClaimed', { time: localTime(signer.claimedTime, i18n.language) })
              : t('window.case.sealedUnknown')}
        </span>
        <span className="digits" title={bundle.manifestSha256}>
          {t('window.case.manifest', { hash: hashEnds(bundle.manifestSha256) })}
        </span>
      </footer>
    </aside>
  )
}
