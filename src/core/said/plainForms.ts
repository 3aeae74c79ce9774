// What a request says plainly wins over where the model put it: each rule here reads one kind of thing that is said.
import type { JsonObject } from "../json.ts";
import { bareNames } from "./bareNames.ts";
import { readCurrencies } from "./currencyCodes.ts";
import { writeDates } from "./dateForms.ts";
import { withoutFillers } from "./fillers.ts";
import { readFractions } from "./fractions.ts";
import { orderPairs } from "./numberedPairs.ts";
import { placeNumbers } from "./numberPlaces.ts";
import { wholeRuns } from "./numberRuns.ts";
import { sayLists } from "./optionLists.ts";
import { sayNumbers } from "./optionalNumbers.ts";
import { sayOptions } from "./options.ts";
import { withoutOwnNames } from "./ownNames.ts";
import { partMakers } from "./makers.ts";
import { fillRange } from "./ranges.ts";
import type { Heed, Reading } from "./reading.ts";
import { splitRepository } from "./repositories.ts";
import { withoutRepeats } from "./saidTwice.ts";
import { withoutSharedTexts } from "./sharedTexts.ts";
import { saySwitches } from "./switches.ts";
import { placeForms } from "./tellingForms.ts";
import { withoutUnsaid } from "./unsaidOptions.ts";
import { wholeNames } from "./wholeNames.ts";

/** In this order: each sees what the ones before it left. */
const names: readonly Heed[] = [
  placeForms,
  sayOptions,
  saySwitches,
  bareNames,
  wholeNames,
  partMakers,
  withoutOwnNames,
];
const numbers: readonly Heed[] = [wholeRuns, fillRange, placeNumbers, sayNumbers, readFractions];
const forms: readonly Heed[] = [readCurrencies, orderPairs, writeDates, withoutFillers, withoutRepeats];
const unsaid: readonly Heed[] = [withoutSharedTexts, withoutUnsaid];

/** Puts what is plainly said where it fits and something else stands, or nothing. For tools that are not built in. Pure. */
export function heedPlainForms(values: JsonObject, reading: Reading): JsonObject {
  return [splitRepository, withoutRepeats, ...names, sayLists, ...numbers, ...forms, ...unsaid].reduce(
    (heeded, heed) => heed(heeded, reading),
    values,
  );
}
