import './key-list.css'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { commandGroups, commandsOf } from '../../commands.ts'
import { allKeysOf } from '../../key-words.ts'

/** Every key, drawn from the same table that the keyboard obeys. */
export function KeyList(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <p className="key-note">{t('window.help.keysNote')}</p>
      <div className="key-groups">
        {commandGroups.map((group) => {
          const ids = commandsOf(group).filter((id) => allKeysOf(t, id).length > 0)
          return (
            <section key={group} className="key-group">
              <h3>{t(`menu.${group}`)}</h3>
              <dl>
                {ids.map((id) => (
                  <Fragment key={id}>
                    <dt>{t(`command.${id}`)}</dt>
                    <dd>
                      {allKeysOf(t, id).map((keys) => (
                        <kbd key={keys} className="keycap">
                          {keys}
                        </kbd>
                      ))}
                    </dd>
                  </Fragment>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </>
  )
}
