export function signable(form: HTMLElement, changed: (picture: string) => void): void;
