# 登录，以及培训时钟。

sign-in-title = 登录
sign-in-lead = 供社区服务站、街道服务所和区县就业局的工作人员使用。
sign-in-name = 登录名
sign-in-training = 这是培训环境。登录名和密码在服务启动时显示。
sign-in-go = 登录
sign-in-not-staff = 不是工作人员？
sign-in-to-start = 怎样申请认定
sign-in-forgotten = 忘了密码，请找本单位的管理员。
training-not-moved = 时钟没有拨动
training-not-moved-text = 在页顶可以再拨一次，或者回到原来的页面。
training-back = 回到原来的页面
