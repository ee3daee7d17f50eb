# 登入，以及培訓時鐘。

sign-in-title = 登入
sign-in-lead = 供社區服務站、街道服務所和區縣就業局的工作人員使用。
sign-in-name = 登入名
sign-in-training = 這是培訓環境。登入名和密碼在服務啟動時顯示。
sign-in-go = 登入
sign-in-not-staff = 不是工作人員？
sign-in-to-start = 怎樣申請認定
sign-in-forgotten = 忘了密碼，請找本單位的管理員。
training-not-moved = 時鐘沒有撥動
training-not-moved-text = 在頁頂可以再撥一次，或者回到原來的頁面。
training-back = 回到原來的頁面
