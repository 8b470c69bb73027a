/** What is used of @xmpp/component 0.13, which brings no types. */
declare module '@xmpp/component' {
  import type { EventEmitter } from 'node:events'

  interface ComponentSocket {
    readonly destroyed: boolean
    end(): void
    destroy(): void
    once(event: 'close', listener: () => void): void
  }

  interface ComponentEntity extends EventEmitter {
    readonly reconnect: { stop(): void }
    readonly socket: ComponentSocket | null
    start(): Promise<unknown>
    write(text: string): Promise<void>
  }

  export function component(options: { service: string; domain: string; password: string }): ComponentEntity
}
