// govuk-frontend ships no types; these are the parts we use.
declare module "govuk-frontend" {
  interface ComponentClass {
    new (root: Element, config?: object): object;
    moduleName: string;
  }
  interface Options {
    scope?: Element | Document;
    onError?: (error: unknown) => void;
  }
  export function createAll(component: ComponentClass, config?: object, options?: Options): object[];
  export const Button: ComponentClass;
  export const Checkboxes: ComponentClass;
  export const ErrorSummary: ComponentClass;
  export const PasswordInput: ComponentClass;
  export const Radios: ComponentClass;
  export const ServiceNavigation: ComponentClass;
  export const SkipLink: ComponentClass;
}
