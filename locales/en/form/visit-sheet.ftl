# The visit sheet.

form-visit-sheet-title = Follow-up Visit
form-visit-sheet-round = Visit { $round }
form-visit-sheet-questions = Questions
form-visit-sheet-person-1 = Post, work and hours at present
form-visit-sheet-person-2 = Monthly pay, and whether it comes on time
form-visit-sheet-person-3 = Whether there is a contract and social insurance
form-visit-sheet-person-4 = Whether the work is manageable, in skill and health
form-visit-sheet-person-5 = Difficulties, and help wanted
form-visit-sheet-family-1 = What the family thinks of the work
form-visit-sheet-family-2 = What has changed in income and daily life
form-visit-sheet-family-3 = Who looks after children and the elderly
form-visit-sheet-family-4 = Whether anybody else at home looks for work
form-visit-sheet-family-5 = Difficulties, and help wanted
form-visit-sheet-employer-1 = Attendance and work
form-visit-sheet-employer-2 = Whether there is a contract and social insurance
form-visit-sheet-employer-3 = Whether a lasting post is intended
form-visit-sheet-employer-4 = Whether the hiring subsidies are known and claimed
form-visit-sheet-employer-5 = Further posts, and anything to be settled
