// Pages work without this file; it only makes them pleasanter.
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import htmx from "htmx.org";
import { drawOpenTabsIntoSight, foldOnPhones } from "./folds";
import { sendWithoutFragment } from "./fragments";
import { useKeys } from "./keys";
import { coverLockedScreen } from "./locks";
import { closeMenus } from "./menus";
import { usePasskeys } from "./passkeys";
import { turnInPlace } from "./places";
import { tickWholeLists, tickWholeRows } from "./ticks";
import { keepWhatIsTypedMeanwhile } from "./typing";
import { turnPictures } from "./viewer";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0; // pages hold personal data: nothing of them stays in the browser's storage
htmx.config.selfRequestsOnly = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  // The session has ended: say so, and leave the page with all that is typed on it as it is.
  { code: "401", swap: true, target: "#interrupted", swapOverride: "innerHTML", select: "unset" },
  { code: "[45]..", swap: false, error: true },
];

function enhance(scope: Element): void {
  const components = [Button, Checkboxes, ErrorSummary, PasswordInput, Radios, ServiceNavigation, SkipLink];
  for (const component of components) createAll(component, undefined, { scope, onError: () => undefined });
  foldOnPhones(scope);
  drawOpenTabsIntoSight(scope);
  tickWholeLists(scope);
  tickWholeRows(scope);
}

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
enhance(document.body);
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.target instanceof Element) enhance(event.target);
});
closeMenus();
coverLockedScreen();
keepWhatIsTypedMeanwhile();
sendWithoutFragment();
turnInPlace();
turnPictures();
useKeys();
usePasskeys();
