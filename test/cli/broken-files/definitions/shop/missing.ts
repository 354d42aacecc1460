import { nowhere } from './nowhere.ts';
import { nothing } from './metrics.ts';

export { nothing, nowhere };
