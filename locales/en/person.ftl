# People who are served.

people-lead = Look by identity number, telephone or name, or go straight to a case by its number. Only people of your agency and those below it are found.
people-found = { $count ->
    [one] { $count } person
   *[other] { $count } people
 } found
people-results = Results
people-station = Station
people-none-title = Nobody found
people-none-text = Check the number; of a name, two characters are enough. Somebody without a file is registered with their application.
person-not-given = not given
person-born = Date of birth
person-relative = Household ({ $relation })
person-erased = Data erased
person-erased-text = The data of this person were erased on purpose and nobody can read them again. What happened in the cases remains.
person-case = Case
person-state = State
person-opened = Submitted
person-no-cases = There is no case of this person yet.
person-readers = Who has read this file
person-earlier = { $count ->
    [one] { $count } earlier time
   *[other] { $count } earlier times
 }
person-did-read-person = Opened the file
person-did-reveal-person = Saw the whole file
person-did-read-case = Opened a case
person-did-read-receipts = Took out the receipts of the reviews
person-did-reveal-case = Saw the whole file from a case
person-did-erase-person = Erased the data
person-did-something = Worked on a case
person-reveal = Show the whole file
person-reveal-text = Say why you need to see it. Who you are, when and why are recorded in the file, for everybody who may open it. Write no personal data into the reason.
person-reveal-go = Record the reason and show
person-reveal-cancel = Do not show
person-revealed = Shown on this page only
person-revealed-text = Close it when you have done, and let nobody look over your shoulder. This was recorded.
person-hide = Done, hide it

person-taken-over = Taken over from the register
person-determined-on = Determined on
person-determined-as = Category
person-taken-from = Register of
person-employed-since = Employed since
person-employment-kind = Kind of employment
person-employer = Employer
person-did-import-people = Imported from a register
person-did-import-applications = Imported from a register
person-by-server = administrator at the server
employment-employer = Employed by an employer
employment-flexible = Flexible employment
employment-public-post = Post of public benefit
employment-self-employed = Own business
