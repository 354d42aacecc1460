import { requestAlerts } from '../recipes/requests.ts';
import { requests } from './metrics.ts';
import { shop } from './system.ts';

requestAlerts(shop, requests);
requestAlerts(requests as never, shop as never);
