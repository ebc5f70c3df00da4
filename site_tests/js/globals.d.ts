/** What the theme offers where it puts in pages without loading them. */
declare var document$: { subscribe(work: () => void): void } | undefined;

/** Takes the text of a file of the search index, from a disk. */
declare var goalbookPart: (text: string) => void;

/** Begins the search, for the script element that runs. */
declare var goalbookSearch: (script: HTMLOrSVGScriptElement | null) => void;
