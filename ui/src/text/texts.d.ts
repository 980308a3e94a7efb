// The lists that scripts/texts.mjs makes of messages/*.json: one text at each place.
declare module "texts:ja" {
  const texts: readonly string[];
  export default texts;
}

declare module "texts:en" {
  const texts: readonly string[];
  export default texts;
}
