export { AXES, type Axis, allCombinations, type Combination, coveringCombinations, nameOf, pairsOf } from './axes.ts';
export { type Played, play } from './play.ts';
