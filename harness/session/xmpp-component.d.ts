/** What is used of @xmpp/component 0.13, which brings no types. */
declare module '@xmpp/component' {
  import type { EventEmitter } from 'node:events'

  interface ComponentEntity extends EventEmitter {
    readonly reconnect: { stop(): void }
    readonly socket: { destroy(): void } | null
    start(): Promise<unknown>
    write(text: string): Promise<void>
  }

  export function component(options: { service: string; domain: string; password: string }): ComponentEntity
}
