# 首问登记回执。

form-inquiry-receipt-title = 首问登记回执
form-inquiry-receipt-responsible = { $first-contact }对您的事项负责到底：在别人接手并告诉您以前，请直接找这位首问责任人。
form-inquiry-receipt-promised = 我们最迟在{ $promised-on }答复您。
form-inquiry-receipt-signature = 来访人签字
