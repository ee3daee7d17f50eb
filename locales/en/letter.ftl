# Letters to those whom a case is about.

letter-number = Case { $case }, no. { $seq }
letter-to = To { $name }
letter-objector = the person who objected
letter-erased = (data erased)
letter-no-day = (day to be fixed)
letter-back = Back to the case
letter-seal = (seal)
letter-check = Check code
letter-contact = Reach us: { $contact }
letter-free = All this is free of charge. If anybody asks you for money, tell the district employment bureau.
letter-remedies = What you can do against this decision

# Receipt
letter-receipt-title = Receipt of your application
letter-receipt-opening = On { $on } we received your application to be recognised as hard to employ. You applied under:
letter-receipt-answer = By { $until } at the latest we tell you whether it is accepted, or everything that must be corrected. If you have heard nothing by then, it counts as accepted and the review begins.
letter-receipt-who = { $name } received you and stays responsible until somebody else has taken over.
letter-receipt-filed-by = { $name } ({ $relation }) filed it for you and showed: { $paper } ({ $reference }). If you have not asked anybody to do so, tell us at once.

# Correction
letter-correction-notice-title = What is missing from your application
letter-correction-notice-opening = These are missing from your application:
letter-correction-notice-until = Please bring them by { $until }. If they have not come by then, the application counts as withdrawn; you may apply again.
letter-correction-notice-once = This is everything; nothing else will be asked for. While we wait for you, our own time limit stands still.

# Extension
letter-extension-notice-title = Your application takes longer
letter-extension-notice-opening = We need more time for your application, because:
letter-extension-notice-until = The new time limit is { $until }.
letter-extension-notice-by = Approved by { $name }, head of this agency.

# Refusal
letter-refusal-title = Your application is refused
letter-refusal-opening = We reviewed your application and decided to refuse it. The reasons:
letter-refusal-objection = Somebody objected during the public notice. We looked into it, the objection holds, and your application is refused. The finding:
letter-refusal-again = If things change for you, you may apply again at any time.

# Confirmation
letter-confirmation-title = You are recognised as hard to employ
letter-confirmation-opening = After review at three levels you are recognised as hard to employ, under:
letter-confirmation-next = Next we note the category in your certificate; it comes back to you with your papers through the station, and you sign for them. A named person at the station will help you find work.
letter-confirmation-change = If you find work or things change, please tell the station.

# Withdrawal
letter-withdrawal-title = Your application has ended
letter-withdrawal-asked = Your application (case { $case }) has been withdrawn as you asked. The reason you gave:
letter-withdrawal-lapsed = What was missing had not come in time, so your application (case { $case }) counts as withdrawn.
letter-withdrawal-again = You may apply again at any time. It will not count against you, and it is free.

# Objection
letter-objection-settled-title = Answer to your objection
letter-objection-settled-opening = You objected to the public notice about “{ $name }”. We looked into it, and the objection does not hold. The finding:
letter-objection-settled-next = The notice goes on from where it stopped. Thank you for telling us; if you learn anything new, you may object again until it ends.

# Assistance: the agreement, and what is told of an exit
letter-assistance-number = Assistance { $assistance }, no. { $seq }
letter-back-assistance = Back to the assistance
letter-day = Day
letter-agreement-title = Agreement on employment assistance
letter-agreement-opening = { $station } helps { $name } (identity number { $number }) to find work and to keep it. What both agree on:
letter-agreement-helper = { $name } helps you in person and stays responsible until somebody else has taken over.
letter-agreement-open = (helper to be named)
letter-agreement-class = Your class is { $class }. { $rhythm }
letter-agreement-service = { $service }: { $floor } or more
letter-agreement-person = You tell the station when you find or lose work, move, or can be reached at another number, and you answer the offers that are made to you.
letter-agreement-refusals = If you refuse { $most } suitable offers within { $months } months, the station may propose that the assistance ends. You are told why, you may object, and nothing ends by itself.
letter-agreement-sign-person = Signature of the person
letter-agreement-sign-helper = Signature of the helper
letter-exit-proposed-title = It is proposed that your assistance ends
letter-exit-proposed-opening = The station proposes that your assistance ends, on this ground and this evidence:
letter-exit-proposed-ends = No longer met would be: { $grounds }. While another ground holds, the assistance goes on.
letter-exit-proposed-hearing = Before anything is decided you are heard. Come to the station, or say in writing what you have to say.
letter-exit-proposed-until = You may object until { $until }, in person, by telephone or in writing. Objecting is free and does not count against you.
letter-exit-proposed-meanwhile = Until it is decided, you are helped as before.
letter-exit-effected-title = Decision on your assistance
letter-exit-effected-opening = It was decided that this ground of your assistance no longer holds. The ground, and what was found:
letter-exit-effected-ended = No other ground holds, so your assistance has ended. If things change for you, you may apply again at any time.
letter-exit-effected-goes-on = Another ground still holds: your assistance goes on with the same helper.
letter-exit-dropped-title = Your assistance goes on
letter-exit-dropped-opening = The proposal that your assistance ends has been dropped, because:
letter-exit-dropped-next = You are helped as before. You need not do anything.
