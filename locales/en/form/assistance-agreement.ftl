# The assistance agreement.

form-assistance-agreement-title = Assistance Agreement
form-assistance-agreement-number = No. { $number }
form-assistance-agreement-party-a = Party A (the service)
form-assistance-agreement-party-b = Party B (the person)
form-assistance-agreement-opening = So that Party B finds lasting work as soon as possible, both agree on this plan of assistance:
form-assistance-agreement-measures = 1. Measures
form-assistance-agreement-a = 2. Party A promises
form-assistance-agreement-a-1 = to name { $responsible } as the responsible person, to carry out the measures in time, to be in touch every month, and to charge nothing.
form-assistance-agreement-a-2 = to tell Party B, unasked, of every support that may be applied for, and to help with the formalities.
form-assistance-agreement-a-3 = to keep Party B’s personal and family circumstances confidential.
form-assistance-agreement-b = 3. Party B promises
form-assistance-agreement-b-1 = to look for work actively and attend the guidance, training and interviews agreed on.
form-assistance-agreement-b-2 = to say truthfully how work and family stand, and to tell Party A of changes.
form-assistance-agreement-b-3 = to give reasons when a post that is offered does not suit.
form-assistance-agreement-term = 4. Term
form-assistance-agreement-term-text = This agreement runs from { $from } to { $until }. Once Party B works, Party A goes on with follow-up. There are two copies, one for each party.
form-assistance-agreement-sign-a = Party A (seal)
form-assistance-agreement-sign-b = Party B (signature)
