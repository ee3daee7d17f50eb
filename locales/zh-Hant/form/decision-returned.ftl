# 退回通知書。

form-decision-returned-title = 退回通知書
form-decision-returned-number = { $number }　案號：{ $case-number }
form-decision-returned-to = { $to-agency }：
form-decision-returned-opening = 你單位上報的{ $name }「{ $matter }」，經審核予以退回。理由是：
form-decision-returned-tasks = 請辦理下列事項，並向申請人說明：
form-decision-returned-until = 請在{ $until }前辦結並重新上報。
form-decision-returned-papers = 隨附退回的材料
