# Photos and scans that are handed in, at the counter or from the person's own telephone.

scan-title = Handed in
scan-checklist = What the case needs
scan-proof = Proof
scan-shown-by = Shown by
scan-proof-there = There
scan-proof-missing = Missing
scan-proof-optional = If there is one
scan-missing = { $count ->
    [0] Nothing is missing.
    [one] One proof is still missing.
   *[other] { $count } proofs are still missing.
}
scan-or = {" "}or{" "}
scan-add = Add
scan-number = no. { $number }
scan-unsorted = Not said yet what it shows
scan-aside = Set aside
scan-media-pdf = PDF
scan-media-jpeg = Photo
scan-media-png = Picture
scan-by-resident = Sent by the person
scan-keep-title = Add photos or scans
scan-keep = Keep
scan-kept = { $count ->
    [one] One file was kept.
   *[other] { $count } files were kept.
}
scan-signed = It is the signed copy of
scan-signed-none = No issued paper
scan-signed-copy = Signed copy of
scan-sort = Save
scan-set-aside = Set aside
scan-aside-lead = For the wrong photo, or one that cannot be read. It stays on file and counts no more.
scan-kept-by = Kept by
scan-kept-at = Kept at
scan-size = Size
scan-digest = Fingerprint (SHA-256)
scan-fault = { $name }: { $why }
scan-fault-none = Choose a photo or a file first.
scan-fault-same = This file is on the case already, as no. { $scan }.
scan-fault-too-many-at-once = At most { $count } files are taken at once. Send the others after them.
scan-fault-too-many = The case has as many photos as are kept. Set the wrong ones aside, or send one PDF.
field-file = Photos or files
field-file-hint = JPEG, PNG, HEIC or PDF, up to 20 MB each. Where and when a photo was taken is removed.
field-scan-title = What they show
field-scan-title-hint = Empty: the name of the file.
field-scan-reason = Why
field-proof = Which proof is it
paper-open = Open in a window of its own

hand-in-link = Let the person send photos
hand-in-link-lead = The person photographs this code with their own telephone and sends the papers from there, until { $until }.
hand-in-link-how = Or send them this address. Whoever has it can add photos to this case and sees which proofs are missing, nothing else.
hand-in-link-code = Code that leads to the page
hand-in-missing = Still missing
hand-in-title = Send photos of your papers
hand-in-lead = Lay the paper flat, in good light, and photograph the whole page. You can send several at once, and come back until { $until }.
hand-in-send = Send
hand-in-kept = { $count ->
    [one] Your photo has arrived.
   *[other] Your { $count } photos have arrived.
}
hand-in-privacy = Your photos go to your employment station and nowhere else. Where they were taken is removed.
field-hand-in-title = What do the photos show?
field-hand-in-title-hint = Such as: identity card, both sides

sign-title = Sign on the screen
sign-read = Turn the screen to the person. They read the paper, then sign below.
sign-who = Signature of { $name }
sign-send = Put the signature on the paper
sign-clear = Begin again
sign-no-script = Signing on the screen needs scripts. Print the paper, have it signed by hand, and add a scan of it.
sign-withdrawn = Replaced by the copy that is signed
sign-fault-empty = Nothing was drawn yet. Sign in the field with a finger, a pen or the mouse.
sign-fault-changed = The case changed after this paper was made. Issue it anew and let the person read it again.
