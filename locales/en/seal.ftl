# The name seals of an agency: who has each, and since when.

seal-title = Name seals
seal-link = Name seals of the agency
seal-lead = An operator’s name seal under an annotation says who made it. Whoever has a seal answers for it until the next person has said that they have it.
seal-none-title = No name seal is on record yet
seal-none-text = The head of the agency puts each seal on record with who has it.
seal-number = Seal no.
seal-holder = Who has it
seal-since = since { $at }
seal-handed-to = handed to { $name }, not taken yet
seal-ended = Ended
seal-lost-at = lost, { $at }: { $note }
seal-destroyed-at = destroyed, { $at }: { $note }
seal-take = I have it
seal-hand = Hand on
seal-to = To whom
seal-choose = Choose
seal-lost = Report as lost
seal-destroyed = Record as destroyed
seal-make-title = Put a seal on record
seal-make = Put on record
seal-head-makes = The head of the agency puts new seals on record.
field-seal-name = Name on the seal
field-seal-note = What is known
fault-seal-to-not-chosen = Choose who it is.
