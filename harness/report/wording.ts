/** How counts, lists, times and names are said, the same in every report and on every machine. */

/** `1 verification`, `1,204 verifications`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`
}

/** `12,345`; decimals are left as they are. */
export function grouped(value: number): string {
  const [whole = '', decimals] = String(value).split('.')
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return decimals === undefined ? separated : `${separated}.${decimals}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** A span of time as people say it: `312 ms`, `4.2 s`, `3 min 12 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

/** A latency in milliseconds, to three significant digits: `0.83`, `12.4`, `1,204`. */
export function milliseconds(ms: number): string {
  if (ms >= 100) return grouped(Math.round(ms))
  return ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)
}

/** `24.0 GiB`. */
export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(Math.floor(Math.log2(Math.max(count, 1)) / 10), units.length - 1)
  const value = count / 1024 ** power
  return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

/** A share as per cent: `0.563` is `56 %`, `0.0041` is `0.4 %`. */
export function percent(share: number): string {
  return `${share < 0.0995 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`
}

/** `rfc6121` is `RFC 6121`, `xep0045` is `XEP-0045`; another id stays as it is. */
export function specName(spec: string): string {
  const [, series, number] = /^(rfc|xep)(\d{4})$/.exec(spec) ?? []
  if (series === 'rfc') return `RFC ${number}`
  if (series === 'xep') return `XEP-${number}`
  return spec
}

/** At most `limit` characters; what was cut is counted. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text
  return `${text.slice(0, limit)}… (${grouped(text.length - limit)} more characters)`
}
