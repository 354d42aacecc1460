import { promql } from 'alidade';

export const isLong = promql`shop_queue_length > 1`;
