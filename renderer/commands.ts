/** Where a command stands in menus and in the list of keys. */
export type CommandGroup = 'file' | 'edit' | 'playback' | 'annotation' | 'ledger' | 'view' | 'help'

interface Command {
  readonly group: CommandGroup
  /** `Mod` is Ctrl, on a Mac the command key. The first is the one that is shown. */
  readonly keys: readonly string[]
  /** Works while a text field has the focus as well. */
  readonly inText?: true
  /** Goes on while the key is held. */
  readonly repeats?: true
}

/** Every act of the window, once: keys, menus, palette and help are drawn from here. */
const table = {
  'file.open': { group: 'file', keys: ['Mod+O'], inText: true },
  'file.sample': { group: 'file', keys: [] },
  'file.verify': { group: 'file', keys: ['Mod+Shift+O'], inText: true },
  'file.report': { group: 'file', keys: ['Mod+P'], inText: true },
  'file.intake': { group: 'file', keys: ['Mod+Shift+I'], inText: true },
  'file.workingCopy': { group: 'file', keys: ['Mod+Shift+W'], inText: true },
  'file.bundles': { group: 'file', keys: ['Mod+B'], inText: true },
  'file.backup': { group: 'file', keys: ['Mod+S'], inText: true },
  'file.restore': { group: 'file', keys: [] },
  'file.still': { group: 'file', keys: ['Mod+E'], inText: true },
  'file.close': { group: 'file', keys: ['Mod+W'], inText: true },

  'edit.copyFrame': { group: 'edit', keys: ['Mod+Shift+C'] },
  'edit.framePassport': { group: 'edit', keys: ['Mod+I'], inText: true },
  'edit.findPassport': { group: 'edit', keys: ['Mod+G'], inText: true },
  'edit.cameraClock': { group: 'edit', keys: [] },
  'edit.search': { group: 'edit', keys: ['Mod+F'], inText: true },
  'edit.palette': { group: 'edit', keys: ['Mod+K'], inText: true },
  'edit.settings': { group: 'edit', keys: ['Mod+,'], inText: true },
  'edit.people': { group: 'edit', keys: [] },

  'playback.toggle': { group: 'playback', keys: ['Space', 'K'] },
  'playback.forward': { group: 'playback', keys: ['ArrowRight', '.'], repeats: true },
  'playback.back': { group: 'playback', keys: ['ArrowLeft', ','], repeats: true },
  'playback.secondForward': { group: 'playback', keys: ['Shift+ArrowRight'], repeats: true },
  'playback.secondBack': { group: 'playback', keys: ['Shift+ArrowLeft'], repeats: true },
  'playback.shuttleBack': { group: 'playback', keys: ['J'] },
  'playback.shuttleForward': { group: 'playback', keys: ['L'] },
  'playback.start': { group: 'playback', keys: ['Home'] },
  'playback.end': { group: 'playback', keys: ['End'] },
  'playback.goTo': { group: 'playback', keys: ['G'] },
  'playback.loop': { group: 'playback', keys: ['R'] },
  'playback.mute': { group: 'playback', keys: ['Shift+S'] },
  'playback.captions': { group: 'playback', keys: ['C'] },
  'playback.nextClip': { group: 'playback', keys: ['PageDown'] },
  'playback.previousClip': { group: 'playback', keys: ['PageUp'] },
  'playback.sameMoment': { group: 'playback', keys: ['Shift+PageDown'] },
  'playback.nextUnseen': { group: 'playback', keys: ['U'] },
  'playback.previousUnseen': { group: 'playback', keys: ['Shift+U'] },

  'annotation.mark': { group: 'annotation', keys: ['M'] },
  'annotation.markAndWrite': { group: 'annotation', keys: ['Shift+M'] },
  'annotation.in': { group: 'annotation', keys: ['I'] },
  'annotation.out': { group: 'annotation', keys: ['O'] },
  'annotation.goIn': { group: 'annotation', keys: ['Shift+I'] },
  'annotation.goOut': { group: 'annotation', keys: ['Shift+O'] },
  'annotation.region': { group: 'annotation', keys: ['B'] },
  'annotation.ellipse': { group: 'annotation', keys: [] },
  'annotation.polygon': { group: 'annotation', keys: ['Shift+P'] },
  'annotation.arrow': { group: 'annotation', keys: ['P'] },
  'annotation.freehand': { group: 'annotation', keys: ['Shift+D'] },
  'annotation.place': { group: 'annotation', keys: ['Shift+B'] },
  'annotation.undo': { group: 'annotation', keys: ['Mod+Z'], inText: true, repeats: true },
  'annotation.redo': { group: 'annotation', keys: ['Mod+Shift+Z', 'Mod+Y'], inText: true, repeats: true },
  'annotation.personal': { group: 'annotation', keys: [] },
  'annotation.search': { group: 'annotation', keys: ['Mod+Shift+S'], inText: true },
  'annotation.write': { group: 'annotation', keys: ['T'] },
  'annotation.sign': { group: 'annotation', keys: ['Mod+Enter'], inText: true },
  'annotation.discard': { group: 'annotation', keys: [] },
  'annotation.previous': { group: 'annotation', keys: ['ArrowUp'], repeats: true },
  'annotation.next': { group: 'annotation', keys: ['ArrowDown'], repeats: true },
  'annotation.correct': { group: 'annotation', keys: ['E'] },
  'annotation.withdraw': { group: 'annotation', keys: ['Delete'] },

  'transcript.toggle': { group: 'annotation', keys: ['F4'], inText: true },
  'transcript.back': { group: 'annotation', keys: ['F3'], inText: true },
  'transcript.start': { group: 'annotation', keys: ['F2'], inText: true },
  'transcript.end': { group: 'annotation', keys: ['F6'], inText: true },

  'ledger.unlock': { group: 'ledger', keys: [] },
  'ledger.lock': { group: 'ledger', keys: ['Mod+L'], inText: true },
  'ledger.show': { group: 'ledger', keys: ['Mod+5'], inText: true },
  'ledger.accessLog': { group: 'ledger', keys: ['Mod+Shift+A'], inText: true },
  'ledger.exchange': { group: 'ledger', keys: ['Mod+Shift+X'], inText: true },
  'ledger.details': { group: 'ledger', keys: ['Mod+D'], inText: true },
  'ledger.pause': { group: 'ledger', keys: [] },

  'view.clips': { group: 'view', keys: ['Mod+1'], inText: true },
  'view.files': { group: 'view', keys: ['Mod+2'], inText: true },
  'view.seal': { group: 'view', keys: ['Mod+3'], inText: true },
  'view.annotations': { group: 'view', keys: ['Mod+4'], inText: true },
  'view.words': { group: 'view', keys: ['Mod+6'], inText: true },
  'view.zoomIn': { group: 'view', keys: ['+'] },
  'view.zoomOut': { group: 'view', keys: ['-'] },
  'view.whole': { group: 'view', keys: ['0'] },
  'view.laneCase': { group: 'view', keys: [] },
  'view.lanePictures': { group: 'view', keys: [] },
  'view.laneSound': { group: 'view', keys: [] },
  'view.laneSeen': { group: 'view', keys: [] },
  'view.cameras': { group: 'view', keys: ['Y'] },
  'view.look': { group: 'view', keys: ['A'] },
  'view.original': { group: 'view', keys: ['Q'] },
  'view.magnifier': { group: 'view', keys: ['Z'] },
  'view.difference': { group: 'view', keys: ['D'] },
  'view.invert': { group: 'view', keys: ['N'] },
  'view.turn': { group: 'view', keys: ['Shift+R'] },
  'view.pictureIn': { group: 'view', keys: ['Shift+ArrowUp'], repeats: true },
  'view.pictureOut': { group: 'view', keys: ['Shift+ArrowDown'], repeats: true },
  'view.panLeft': { group: 'view', keys: ['Mod+ArrowLeft'], repeats: true },
  'view.panRight': { group: 'view', keys: ['Mod+ArrowRight'], repeats: true },
  'view.panUp': { group: 'view', keys: ['Mod+ArrowUp'], repeats: true },
  'view.panDown': { group: 'view', keys: ['Mod+ArrowDown'], repeats: true },
  'view.solo': { group: 'view', keys: ['F'] },
  'view.present': { group: 'view', keys: ['Mod+Shift+F'] },
  'view.pageLarger': { group: 'view', keys: ['Mod++', 'Mod+='], inText: true },
  'view.pageSmaller': { group: 'view', keys: ['Mod+-'], inText: true },
  'view.pageDesigned': { group: 'view', keys: ['Mod+0'], inText: true },
  'view.theme': { group: 'view', keys: [] },
  'view.german': { group: 'view', keys: [] },
  'view.english': { group: 'view', keys: [] },

  'help.manual': { group: 'help', keys: ['F1'], inText: true },
  'help.keys': { group: 'help', keys: ['?'] },
  'help.terms': { group: 'help', keys: [] },
  'help.about': { group: 'help', keys: [] },
} as const satisfies Record<string, Command>

export type CommandId = keyof typeof table

export const commands: Readonly<Record<CommandId, Command>> = table
export const commandIds = Object.keys(table).filter(isCommand)
export const commandGroups: readonly CommandGroup[] = [
  'file',
  'edit',
  'playback',
  'annotation',
  'ledger',
  'view',
  'help',
]

export function isCommand(id: string): id is CommandId {
  return Object.hasOwn(table, id)
}

export function commandsOf(group: CommandGroup): readonly CommandId[] {
  return commandIds.filter((id) => commands[id].group === group)
}
