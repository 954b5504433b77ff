import { picture } from '../blocks.ts'
import { recommendationsFigure } from '../figures/recommendations.ts'
import type { Section } from '../outline.ts'

/** All recommendations at a glance, before each is told. */
export const recommendationsOverview: Section = (desk) => picture(recommendationsFigure(desk))
