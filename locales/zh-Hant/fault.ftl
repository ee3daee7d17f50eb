# 辦不成的時候：出了什麼事，接下來怎麼做。

fault-home = 回到首頁
fault-not-found-title = 找不到這一頁
fault-not-found-text = 網址可能打錯了，這一頁可能已經不在，也可能不歸您看。請從首頁重新找。
fault-stale-form-title = 這一頁開得太久了
fault-stale-form-text = 為了安全，剛才的內容沒有提交。請返回上一頁，刷新後重新提交。
fault-too-often-title = 試得太頻繁了
fault-too-often-text = 請過一分鐘再試。忘了密碼，請找管理員。
fault-too-large-title = 內容太多了
fault-too-large-text = 提交的內容太長，沒有保存。請返回上一頁，縮短後重新提交。
fault-unreadable-title = 看不懂提交的內容
fault-unreadable-text = 提交的內容裡有認不出的字符，沒有保存。請返回上一頁，重新輸入，不要複製粘貼。
fault-forbidden-title = 這一步不歸您辦
fault-forbidden-text = 您的角色或者所在機構不辦這件事。如果應當由您辦，請找管理員核對您的角色。
fault-changed-title = 別人剛剛改過
fault-changed-text = 您打開這一頁以後，別人改了同一份內容。您的更改沒有保存。請返回上一頁，刷新後再辦。
fault-erased-title = 資料已刪除
fault-erased-text = 這個人的資料已經按決定刪除，不能再查看，也不能再寫入。
fault-not-training-title = 這裡的時鐘不能撥
fault-not-training-text = 這裡辦的是真實案件，只有培訓環境才能撥動時鐘。
fault-refused-title = 沒有辦成
fault-refused-text = 按現在的情況，這一步辦不了，什麼都沒有改動。請返回上一頁核對，再辦一次。
fault-failed-title = 系統出錯了
fault-failed-text = 不是您的問題，剛才的內容可能沒有保存。請過一會兒再試；還是不行，請告訴管理員。
fault-sign-in-title = 請先登入
fault-sign-in-text = 登入以後就能看到這一頁。
