export { consentsOf, type ConsentChange } from './consents.ts';
export { defaultCountryOf } from './default-country.ts';
export { metricsOf, type MetricCount } from './event-metrics.ts';
export { facetsOf, MAX_SECTION_LENGTH, sectionOf, type Facet } from './facets.ts';
export { MetricRoom } from './metric-room.ts';
export { noiseOf, type Noise } from './noise.ts';
export { countryOfPhone, foldForSearch, personFields, searchTokens, type PersonFields } from './person.ts';
export { comparePages, MOVE_WITHIN_MS, movesOf, neighbourCountsOf, type PageView, sectionMetric, visitsOf } from './section-moves.ts';
