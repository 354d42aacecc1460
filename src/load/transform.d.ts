import type { TransformOptions } from 'esbuild';

export declare const transformOptions: Readonly<TransformOptions & { loader: 'ts' }>;
