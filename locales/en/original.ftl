# Originals: where each is, and how it travels between the person and the three agencies.

nav-originals = Originals
original-title = Originals
original-lead = Certificates and booklets that people handed in and do not have back yet.
original-summary = At your agency or on the way to it: { $all }, overdue { $late }.
original-only-all = All that are out
original-only-here = Here or coming
original-only-late = Overdue
original-only-lost = Lost
original-empty-all = No original is out
original-empty-here = No original is here
original-empty-late = No original is overdue
original-empty-lost = No original is lost
original-empty-text = What a station takes from a person is listed here until the person has signed for it.
original-shown = { $count ->
    [one] One original
   *[other] { $count } originals
}
original-none = No original was taken from the person.
original-name = Original
original-number = original no. { $number }
original-where = Where it is
original-case = Case
original-open = Open
original-kept = At
original-on-the-way = On the way
original-lost = Lost
original-back = Given back
original-to = to { $agency }
original-last-at = last at { $agency }
original-signed-by = signed for by { $name }
original-since = since { $at }
original-take = Take the original
original-acknowledge = It is here
original-arrives = It was sent to you. Say so once you hold it in your hands.
original-waiting = { $agency } has not said yet that it arrived. Until then your agency answers for it.
original-send = Send on
original-give-back = Give back
original-report-lost = Report as lost
original-found = It is there again
original-found-lead = If you have it in your hands again, say so.
original-fault-not-the-station = Only the station of the case takes originals from the person.
field-original-title = Original that is taken
field-original-title-hint = With its number, as on the receipt. Such as: employment certificate 2301021234567890
field-original-to = Send it to
field-original-signed-by = Who signs for it
field-original-signed-by-hint = The name of the person, or of who collects it for them.
field-original-note = What is known
