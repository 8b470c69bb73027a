import type { ServerWatch, TargetAccess, TargetControl, TargetInfo } from '../core/target-info.ts'

/** What the user wants to be tested. */
export interface TargetRequest {
  readonly provider: 'auto' | 'containers' | 'embedded' | 'external'
  /** Image reference to judge instead of the reference server's. Containers only. */
  readonly image?: string
  /** `domain[:port]` of a server that someone else runs. External only. */
  readonly target?: string
  /** Environment settings of the server that differ from the defaults, `PROSODY_…` names. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Tells a person what is being done; one line a step, with a share of 0 to 1 where it is known. */
export type Progress = (step: string, done?: number) => void

/** A server that answers. Disposing leaves nothing behind: no process, container, network or folder. */
export interface RunningTarget extends AsyncDisposable {
  readonly info: TargetInfo
  readonly access: TargetAccess
  readonly control: TargetControl
  /** Milliseconds a step of the boot, in order. */
  readonly boot: readonly { readonly step: string; readonly ms: number }[]
  /** Absent where the provider cannot see the server's processes. */
  readonly watch?: ServerWatch
}

export interface TargetProvider {
  readonly kind: 'containers' | 'embedded' | 'external'
  /**
   * Boots the server and waits until it answers on every endpoint.
   * Whatever was started is taken down again when this throws or when the signal aborts.
   * @throws CannotRunError with one sentence that says what to do
   */
  start(request: TargetRequest, progress: Progress, signal: AbortSignal): Promise<RunningTarget>
}
