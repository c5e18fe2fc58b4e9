import './passport.css'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Agreement } from '../../../main/core/clip/passport.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { Result } from '../../../main/core/result.ts'
import type { FoundFrame } from '../../../preload/contract/stage.ts'
import { failureWords } from '../../failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { ChapterHelp } from '../help/chapter-help.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextBox } from '../../ui/field.tsx'
import { Mark, type Tone } from '../../ui/mark.tsx'
import { useReviewModel } from './review-model.ts'

/** Opens the frame that a passport names, and says fact by fact whether the two workstations see the same. */
export function FindPassport({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation()
  const { workstation, acts } = useReviewModel()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Result<FoundFrame, Failure>>()
  useEffect(() => {
    void workstation.passportInClipboard().then((copied) => setText((typed) => typed || copied))
  }, [workstation])
  const find = async (): Promise<void> => {
    const result = await workstation.findPassport({ text })
    setFound(result)
    if (result.ok) acts.goTo(result.value.frame, result.value.clip)
  }
  return (
    <Dialog
      title={t('window.findPassport.title')}
      beside={<ChapterHelp chapter="find" />}
      closeLabel={t('window.close')}
      onClose={close}
      actions={
        found?.ok ? (
          <Button look="main" onPress={close}>
            {t('window.close')}
          </Button>
        ) : (
          <Button look="main" isDisabled={text.trim() === ''} onPress={() => void find()}>
            {t('window.findPassport.open')}
          </Button>
        )
      }
    >
      <div className="passport">
        {found?.ok ? (
          <Found found={found.value} />
        ) : (
          <TextBox
            label={t('window.findPassport.label')}
            hint={t('window.findPassport.hint')}
            lines={12}
            digits
            first
            maxLength={60_000}
            value={text}
            onChange={(next) => {
              setFound(undefined)
              setText(next)
            }}
          />
        )}
        {found?.ok === false ? <Refused failure={found.failure} /> : null}
      </div>
    </Dialog>
  )
}

function Refused({ failure }: { readonly failure: Failure }): ReactNode {
  const { t } = useTranslation()
  const words = failureWords(t, failure)
  return (
    <p className="passport-notice" data-tone="caution" role="alert">
      <Mark tone="caution" />
      <span>
        <b>{words.title}</b> {words.evidence} {words.remedy}
      </span>
    </p>
  )
}

const tones: Readonly<Record<Agreement, Tone>> = {
  same: 'proven',
  different: 'broken',
  otherDecoder: 'open',
  notKnown: 'open',
}

function Found({ found }: { readonly found: FoundFrame }): ReactNode {
  const { t } = useTranslation()
  const { comparisons } = found
  const different = comparisons.filter(({ agreement }) => agreement === 'different')
  const evidence = different.filter(({ fact }) => fact !== 'bundle')
  const level = evidence.length > 0 ? 'different' : different.length > 0 ? 'otherBundle' : 'same'
  const tone = { different: 'broken', otherBundle: 'caution', same: 'proven' } as const
  return (
    <>
      <p className="passport-notice" data-tone={tone[level]} role="status">
        <Mark tone={tone[level]} />
        <span>{t(`window.findPassport.${level}`, { frame: found.frame })}</span>
      </p>
      <ul className="passport-list">
        {comparisons.map(({ fact, agreement }) => (
          <li key={fact}>
            <Mark tone={tones[agreement]} />
            <b>{t(`window.findPassport.fact.${fact}`)}</b>
            <span>{t(`window.findPassport.agreement.${agreement}`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
