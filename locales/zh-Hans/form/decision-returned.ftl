# 退回通知书。

form-decision-returned-title = 退回通知书
form-decision-returned-number = { $number }　案号：{ $case-number }
form-decision-returned-to = { $to-agency }：
form-decision-returned-opening = 你单位上报的{ $name }“{ $matter }”，经审核予以退回。理由是：
form-decision-returned-tasks = 请办理下列事项，并向申请人说明：
form-decision-returned-until = 请在{ $until }前办结并重新上报。
form-decision-returned-papers = 随附退回的材料
