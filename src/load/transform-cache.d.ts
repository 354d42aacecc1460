export declare function recall(source: string): string | undefined;
export declare function keep(source: string, code: string): string;
