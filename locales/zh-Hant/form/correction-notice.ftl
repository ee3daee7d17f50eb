# 一次性補正告知書。

form-correction-notice-title = 一次性補正告知書
form-correction-notice-number = 案號：{ $case-number }
form-correction-notice-to = { $name }：
form-correction-notice-opening = 您於{ $filed-on }提出的「{ $matter }」，還需要補正下列內容：
form-correction-notice-until = 請在{ $until }前補齊。到期沒有補齊的，申請按撤回處理，以後可以重新申請。
form-correction-notice-once = 以上是全部需要補正的內容，我們不會再提出別的要求。您補正的時間不計入辦理期限。
