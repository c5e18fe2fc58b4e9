import type { ReportModel } from '../core/report/report-model.ts'
import type { Phrases } from './writing.ts'

interface Step {
  readonly key: string
  /** Lines for a POSIX shell with coreutils, unzip, openssl and poppler-utils. */
  readonly commands: readonly string[]
}

/** Every command stands alone in the folder of the files; `root.pem` is the reader's own trusted root. */
function stepsFor(model: ReportModel): readonly Step[] {
  const verify = 'openssl cms -verify -cades -binary -inform DER -CAfile root.pem -purpose any -out /dev/null'
  return [
    {
      key: 'container',
      commands: [
        'unzip -p report.asice META-INF/ASiCManifest001.xml > manifest.xml',
        'unzip -p report.asice META-INF/signature001.p7s > signature.p7s',
        `${verify} -in signature.p7s -content manifest.xml`,
      ],
    },
    {
      key: 'files',
      commands: [
        'unzip -o -q report.asice -d files',
        `tr '<' '\\n' < manifest.xml | sed -n 's/^[a-zA-Z0-9]*:*DataObjectReference.* URI="\\([^"]*\\)".*/\\1/p' > names.txt`,
        `tr '<' '\\n' < manifest.xml | sed -n 's/^[a-zA-Z0-9]*:*DigestValue>\\([A-Za-z0-9+/=]*\\).*/\\1/p' > wanted.txt`,
        'while read -r name; do openssl dgst -sha256 -binary "files/$name" | base64 -w 0; echo; done < names.txt > found.txt',
        'cmp wanted.txt found.txt',
        `unzip -Z1 report.asice | grep -v -x -e mimetype -e 'META-INF/.*' | sort > there.txt`,
        'sort names.txt | cmp - there.txt',
      ],
    },
    {
      key: 'pdf',
      commands: [
        'cp files/report.pdf report.pdf',
        `range=$(grep -a -o '/ByteRange \\[[ 0-9]*\\]' report.pdf | tr -dc ' 0-9')`,
        'set -- $range',
        'test "$1" = 0 && test $(($3 + $4)) = $(stat -c %s report.pdf)',
        '{ head -c "$2" report.pdf; tail -c "$4" report.pdf; } > signed.bin',
        `head -c $(($3 - 1)) report.pdf | tail -c $(($3 - $2 - 2)) | tr a-f A-F | basenc --base16 -d > report.p7s`,
        `${verify} -in report.p7s -content signed.bin`,
        'pdfsig -nocert report.pdf',
      ],
    },
    {
      key: 'content',
      commands: [
        'mkdir attachments',
        'pdfdetach -saveall -o attachments report.pdf',
        'hash=$(sha256sum < attachments/content.json | cut -c1-64)',
        `pdftotext report.pdf - | tr -d ' \\n' | grep -q "$hash" && echo "$hash"`,
      ],
    },
    {
      key: 'checkpoint',
      commands: [`${verify} -in attachments/checkpoint.p7s -content attachments/checkpoint.txt`],
    },
    {
      key: 'bundle',
      commands: [
        `unzip -p "$BUNDLE" META-INF/ASiCManifest001.xml | sha256sum | grep -x "${model.bundle.manifestSha256}  -"`,
      ],
    },
  ]
}

/** `CHECK.<language>.md`: how anybody checks the report with stock tools, command by command. */
export function checkInstructions(model: ReportModel, phrases: Phrases): string {
  const say = (key: string) =>
    phrases(`report.check.${key}`, { number: model.number, bundle: model.bundle.name })
  const steps = stepsFor(model).map(({ key, commands }, index) => {
    const block = ['```sh', ...commands, '```'].join('\n')
    return `## ${index + 1} ${say(`${key}.title`)}\n\n${say(`${key}.text`)}\n\n${block}\n`
  })
  return [`# ${say('title')}\n`, `${say('intro')}\n`, ...steps, `${say('end')}\n`].join('\n')
}
