/** Made by the build from the keywords and the actions; see `.build/generate.mjs`. */
declare module '#validators' {
  export const validators: import('./validators.ts').Validators;
}
