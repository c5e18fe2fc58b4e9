import './passport.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaTimeText } from '../../../main/core/clip/clocks.ts'
import type { Passport } from '../../../main/core/clip/passport.ts'
import { frameText, hashGroups } from '../../figures.ts'

/** All that a passport says, in words; hashes whole and in groups that can be read aloud. */
export function PassportFacts({ passport }: { readonly passport: Passport }): ReactNode {
  const { t } = useTranslation()
  const { picture, sample, timeBase } = passport
  return (
    <dl>
      <Fact name={t('window.passport.frame')}>
        <b className="digits">{frameText(passport.frame)}</b>
      </Fact>
      <Fact name={t('window.passport.time')}>
        <span className="digits">
          {t('window.passport.timeFacts', {
            time: mediaTimeText(passport.pts, timeBase),
            pts: passport.pts,
            base: `${timeBase.num}/${timeBase.den}`,
          })}
        </span>
      </Fact>
      <Fact name={t('window.passport.deviceTime')}>
        <span className="digits">{passport.deviceTime ?? t('window.passport.unknown')}</span>
      </Fact>
      <Fact name={t('window.passport.referenceTime')}>
        <Reference passport={passport} />
      </Fact>
      <Hash name={t('window.passport.clip')} words={passport.clip.path} hash={passport.clip.sha256} />
      <Hash name={t('window.passport.bundle')} hash={passport.bundle} />
      {passport.chunks.map((chunk) => (
        <Hash
          key={chunk.number}
          name={t('window.passport.chunk', { number: frameText(chunk.number) })}
          hash={chunk.sha256}
        />
      ))}
      <Hash
        name={t('window.passport.sample')}
        words={t('window.passport.sampleBytes', { bytes: frameText(sample.bytes) })}
        hash={sample.sha256}
      />
      {picture ? (
        <Hash
          name={t('window.passport.picture')}
          words={`${picture.width} × ${picture.height}, ${picture.pixelFormat} · ${picture.decoder}`}
          hash={picture.sha256}
        />
      ) : null}
      <Hash name={t('window.passport.frameTable')} hash={passport.frameTable} />
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd className="selectable">{children}</dd>
    </>
  )
}

interface HashProps {
  readonly name: string
  readonly words?: string
  readonly hash: string
}

function Hash({ name, words, hash }: HashProps): ReactNode {
  return (
    <Fact name={name}>
      {words === undefined ? null : <div>{words}</div>}
      <span className="digits passport-hash">{hashGroups(hash)}</span>
    </Fact>
  )
}

function Reference({ passport: { reference } }: { readonly passport: Passport }): ReactNode {
  const { t } = useTranslation()
  if (!reference) return t('window.passport.noReference')
  const { time, offsetMs, uncertaintyMs, source, entry } = reference
  return (
    <>
      <span className="digits">{time}</span>
      <div className="passport-note">
        {t('window.passport.referenceFacts', {
          offset: offsetMs,
          uncertainty: uncertaintyMs ?? t('window.passport.unknown'),
          source,
        })}{' '}
        {entry === null ? t('window.passport.asSealed') : t('window.passport.byEntry', { entry })}
      </div>
    </>
  )
}
