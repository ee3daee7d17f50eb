# Faults in the data of a paper: which field, and what to do.

form-fault-missing = `{ $field }` is missing: the form cannot be issued without it; give a value of the type { $detail }
form-fault-unknown = `{ $field }` is no field of this form: remove it, or name one of these: { $detail }
form-fault-type = `{ $field }` is of the wrong type: give { $detail }
form-fault-long = `{ $field }` is too long: shorten it to { $detail } characters at most
form-fault-rows = `{ $field }` has too many rows: { $detail } at most; make several papers of them
form-fault-option = `{ $field }` has an unknown option: take from these: { $detail }
form-fault-date = `{ $field }` is no valid date: write it like { $detail }
form-fault-picture = `{ $field }` names a picture that was not handed in, or is no PNG, JPEG or SVG; handed in: { $detail }
form-fault-typesetting = The paper could not be typeset: { $detail }. Check the pictures that were handed in
