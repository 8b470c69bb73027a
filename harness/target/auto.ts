import { embedded } from './embedded.ts'
import { searchEngine } from './engine.ts'
import { external } from './external.ts'
import type { Progress, TargetProvider, TargetRequest } from './provider.ts'

/** The provider that a request asks for; `auto` takes containers where an engine answers, else the embedded server. */
export async function providerFor(request: TargetRequest, progress: Progress): Promise<TargetProvider> {
  switch (request.provider) {
    case 'containers':
      return containers()
    case 'embedded':
      return embedded
    case 'external':
      return external
    case 'auto': {
      const { engine, says } = await searchEngine()
      progress(`${engine === undefined ? 'embedded server' : 'containers'}, because ${says}`)
      return engine === undefined ? embedded : containers()
    }
  }
}

/** Loaded only where it is used: the library behind it takes longer to load than the embedded server to boot. */
async function containers(): Promise<TargetProvider> {
  return (await import('./containers.ts')).containers
}
