void Promise.reject(new Error('later'));
await new Promise(() => undefined);

export {};
