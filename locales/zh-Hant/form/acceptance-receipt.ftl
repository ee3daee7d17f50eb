# 受理通知書。

form-acceptance-receipt-title = 受理通知書
form-acceptance-receipt-number = 案號：{ $case-number }
form-acceptance-receipt-to = { $name }：
form-acceptance-receipt-opening = 您於{ $filed-on }提出的「{ $matter }」，材料齊全，我們已於{ $accepted-at }受理。
form-acceptance-receipt-promise = 承諾辦結日期
form-acceptance-receipt-promise-note = 公示、異議核查和補正的時間依規定另計。如需延長，我們會在期滿前書面告知您理由和新的日期。
form-acceptance-receipt-papers = 收到的材料
form-acceptance-receipt-keep = 請保存好本通知書。原件核對後退還；由我們暫存的，辦結後經社區服務站發還，請您簽收。
