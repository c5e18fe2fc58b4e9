import './dialog.css'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'

interface DialogProps {
  readonly title: ReactNode
  readonly closeLabel: string
  readonly onClose: () => void
  /** What stands beside the button that closes it. */
  readonly beside?: ReactNode
  readonly width?: 'narrow' | 'normal' | 'wide' | 'whole'
  /** Buttons at the lower edge, the main one last. */
  readonly actions?: ReactNode
  readonly alert?: boolean
  readonly children: ReactNode
}

/** A window above the window; Escape and a press outside close it. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, closeLabel, onClose, beside, width = 'normal', actions, alert = false, children } = props
  return (
    <ModalOverlay className="backdrop" isOpen isDismissable={!alert} onOpenChange={onClose}>
      <Modal className="modal" data-width={width}>
        <AriaDialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <div className="dialog-keys">
              {beside}
              <IconButton label={closeLabel} onPress={onClose}>
                <X size={16} aria-hidden />
              </IconButton>
            </div>
          </header>
          <div className="dialog-body">{children}</div>
          {actions === undefined ? null : <footer className="dialog-foot">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
