import type { World } from '../world.ts'
import { leakedKey } from './leaked-key.ts'
import type { Story } from './story.ts'
export function stolenLaptop(world: World): Story {
  return leakedKey(world)
}
