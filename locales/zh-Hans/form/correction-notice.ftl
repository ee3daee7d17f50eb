# 一次性补正告知书。

form-correction-notice-title = 一次性补正告知书
form-correction-notice-number = 案号：{ $case-number }
form-correction-notice-to = { $name }：
form-correction-notice-opening = 您于{ $filed-on }提出的“{ $matter }”，还需要补正下列内容：
form-correction-notice-until = 请在{ $until }前补齐。到期没有补齐的，申请按撤回处理，以后可以重新申请。
form-correction-notice-once = 以上是全部需要补正的内容，我们不会再提出别的要求。您补正的时间不计入办理期限。
