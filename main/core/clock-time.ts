const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-](\d\d):(\d\d))$/

/** Whether this is a time as RFC 3339 writes it, seconds optional, on a day that the calendar has. */
export function isClockTime(text: string): boolean {
  const match = form.exec(text)
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  const inClock = hour < 24 && minute < 60 && second < 61 && zoneHour < 24 && zoneMinute < 60
  return inClock && isDay(year, month, day)
}

/** Whether the calendar has this day. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
