# What the rules compute, what is known, and where a review departs.

ruling-by-rules = By the rules:
ruling-eligible = Eligible
ruling-ineligible = Not eligible
ruling-unknown = Cannot be decided yet
ruling-lead = As of the day of the application, { $on }, by the rules { $pack } (fingerprint { $hash }…).
ruling-since-title = Changed since the application
ruling-today-title = If it were filed today
ruling-today-verdict = Ruling: { $verdict }
ruling-file-title = The person’s file says otherwise
ruling-change = { $what }: { $before } → { $now }
ruling-household = Household
ruling-self = Applicant
ruling-member-number = Member { $number }
ruling-member = { $who }: { $facts }
ruling-missing = Not known:
ruling-proved-by = proved by
ruling-confirmed-by = confirmed by
ruling-article = Open article
verdict-unknown = Not known
fact-yes = Yes
fact-no = No
fact-not-known = Not known
tick-why = Why
tick-depart-met = I find it met, unlike the rules
tick-depart-not-met = I find it not met, unlike the rules
found-title = Found by the reviews
receipts-download = Download the receipts of the reviews (can be checked offline)
field-departure = Why you depart from the ruling
field-departure-hint = Only where you find otherwise than the rules compute. It is kept in the receipt.
reason-departs-from-ruling = You find otherwise than the rules compute: { $conditions }. Record the facts first, or say why.
reason-facts-unchanged-since = This is what is known already; there is nothing to record.

intake-facts = The applicant’s circumstances
intake-facts-hint = Ask each in turn. Choose “Not known” where it is not clear; it can be added later, and is never taken for no.

act-record-facts = Record facts
act-record-facts-button = Record facts
act-record-facts-lead = Give all that is known now; the rules compute the ruling from it. Say why where something was said otherwise before.
done-record-facts = The facts are recorded and the ruling is computed again.
event-facts-recorded = Facts recorded
fault-fact-unknown = The rules in force have no such fact.
fault-fact-wrong-kind = Choose one of the answers listed.
fault-fact-out-of-range = This is outside what is possible.
fault-fact-too-long-ago = This day is too long ago. Check it.
fault-in-future = This day lies in the future.
intake-member-facts = About their work (for a zero-employment household)
