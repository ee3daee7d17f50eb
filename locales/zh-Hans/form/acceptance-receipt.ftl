# 受理通知书。

form-acceptance-receipt-title = 受理通知书
form-acceptance-receipt-number = 案号：{ $case-number }
form-acceptance-receipt-to = { $name }：
form-acceptance-receipt-opening = 您于{ $filed-on }提出的“{ $matter }”，材料齐全，我们已于{ $accepted-at }受理。
form-acceptance-receipt-promise = 承诺办结日期
form-acceptance-receipt-promise-note = 公示、异议核查和补正的时间依规定另计。如需延长，我们会在期满前书面告知您理由和新的日期。
form-acceptance-receipt-papers = 收到的材料
form-acceptance-receipt-keep = 请保存好本通知书。原件核对后退还；由我们暂存的，办结后经社区服务站发还，请您签收。
