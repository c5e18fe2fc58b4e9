import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './ui/button.tsx'
import { Mark } from './ui/mark.tsx'
import './screens/refusal/refusal-screen.css'

interface Fallen {
  readonly message: string | undefined
}

/** A fault of the program in drawing: said as such, with a way on. Nothing that was signed depends on this window. */
export class DefectBoundary extends Component<{ readonly children: ReactNode }, Fallen> {
  override state: Fallen = { message: undefined }

  static getDerivedStateFromError(error: unknown): Fallen {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    return this.state.message === undefined ? this.props.children : <Defect message={this.state.message} />
  }
}

function Defect({ message }: { readonly message: string }): ReactNode {
  const { t } = useTranslation()
  return (
    <main className="refusal">
      <div className="refusal-box" role="alert">
        <Mark tone="caution" size={44} />
        <h1>{t('window.defect.title')}</h1>
        <dl>
          <dt>{t('window.refusal.evidence')}</dt>
          <dd>{t('window.defect.evidence')}</dd>
          <dt>{t('window.refusal.remedy')}</dt>
          <dd>{t('window.defect.remedy')}</dd>
          <dt>{t('window.refusal.code')}</dt>
          <dd>
            <code className="digits selectable">{message}</code>
          </dd>
        </dl>
        <Button look="main" onPress={() => window.location.reload()}>
          {t('window.defect.reload')}
        </Button>
      </div>
    </main>
  )
}
