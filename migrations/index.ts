import { CreateAccounts1795478400000 } from './1795478400000-create-accounts.ts';
import { CreateSources1795478400001 } from './1795478400001-create-sources.ts';
import { CreateInbox1795478400002 } from './1795478400002-create-inbox.ts';
import { CreateCustomers1795478400003 } from './1795478400003-create-customers.ts';
import { CreateScores1795478400004 } from './1795478400004-create-scores.ts';
import { IndexCustomers1795478400005 } from './1795478400005-index-customers.ts';
import { PackPastDays1795478400006 } from './1795478400006-pack-past-days.ts';
import { WatchSources1795478400010 } from './1795478400010-watch-sources.ts';
import { ReplayParked1795478400011 } from './1795478400011-replay-parked.ts';
import { CreateModels1795478400020 } from './1795478400020-create-models.ts';
import { KeepChances1795478400030 } from './1795478400030-keep-chances.ts';
import { IndexWarnings1795478400032 } from './1795478400032-index-warnings.ts';
import { ExcludeCustomers1795478400033 } from './1795478400033-exclude-customers.ts';
import { ListChances1795478400040 } from './1795478400040-list-chances.ts';
import { RegisterExternalModels1795478400041 } from './1795478400041-register-external-models.ts';
import { CheckAmounts1795478400042 } from './1795478400042-check-amounts.ts';
import { NarrowEventKeys1795478400043 } from './1795478400043-narrow-event-keys.ts';
import { NameAmountsBySource1795478400044 } from './1795478400044-name-amounts-by-source.ts';
import { LiveMarksFirst1795478400045 } from './1795478400045-live-marks-first.ts';
import { LookAgainAtModels1795478400046 } from './1795478400046-look-again-at-models.ts';
import { KeepDrift1795478400047 } from './1795478400047-keep-drift.ts';
import { SearchByIds1795478400048 } from './1795478400048-search-by-ids.ts';
import { ConvertMoney1795478400049 } from './1795478400049-convert-money.ts';
import { LiftNoise1795478400050 } from './1795478400050-lift-noise.ts';
import { MakePartitionsOnce1795478400051 } from './1795478400051-make-partitions-once.ts';
import { DateParkedItems1795478400052 } from './1795478400052-date-parked-items.ts';
import { OrderMerges1795478400053 } from './1795478400053-order-merges.ts';
import { FoldSingleLetters1795478400054 } from './1795478400054-fold-single-letters.ts';
import { CountVisits1795478400055 } from './1795478400055-count-visits.ts';
import { ReadNotifications1795478400056 } from './1795478400056-read-notifications.ts';
import { RecountForeignMoney1795478400057 } from './1795478400057-recount-foreign-money.ts';
import { NameCauses1795478400058 } from './1795478400058-name-causes.ts';
import { KeepDayParts1795478400059 } from './1795478400059-keep-day-parts.ts';
import { MakeFiguresAnew1795478400060 } from './1795478400060-make-figures-anew.ts';
import { OrderServings1795478400061 } from './1795478400061-order-servings.ts';

/** Every migration, oldest first. A bundle cannot discover files, so the list is written down. */
export const migrations = [
  CreateAccounts1795478400000, CreateSources1795478400001, CreateInbox1795478400002,
  CreateCustomers1795478400003, CreateScores1795478400004,
  IndexCustomers1795478400005, PackPastDays1795478400006,
  WatchSources1795478400010, ReplayParked1795478400011,
  CreateModels1795478400020, KeepChances1795478400030, IndexWarnings1795478400032,
  ExcludeCustomers1795478400033, ListChances1795478400040, RegisterExternalModels1795478400041,
  CheckAmounts1795478400042, NarrowEventKeys1795478400043, NameAmountsBySource1795478400044,
  LiveMarksFirst1795478400045, LookAgainAtModels1795478400046, KeepDrift1795478400047,
  SearchByIds1795478400048, ConvertMoney1795478400049,
  LiftNoise1795478400050, MakePartitionsOnce1795478400051, DateParkedItems1795478400052,
  OrderMerges1795478400053, FoldSingleLetters1795478400054, CountVisits1795478400055,
  ReadNotifications1795478400056, RecountForeignMoney1795478400057, NameCauses1795478400058,
  KeepDayParts1795478400059, MakeFiguresAnew1795478400060,
  OrderServings1795478400061,
];
