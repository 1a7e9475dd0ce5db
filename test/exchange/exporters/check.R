# Fits a glm to the rows that check.py wrote, and writes it with the answers of R: Rscript check.R FOLDER
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
folder <- commandArgs(trailingOnly = TRUE)[1]
source(file.path(here, "glm_exchange.R"))
rows <- read.csv(file.path(folder, "rows.csv"), stringsAsFactors = TRUE)
contrasts(rows$fuel) <- contr.sum(2)
model <- glm(broken ~ car * fuel + age + km, binomial, rows)
asked <- head(rows, 100)
found <- jsonlite::fromJSON(to_exchange(model, c("no", "yes")), simplifyVector = FALSE)
probabilities <- predict(model, asked, type = "response")
found$examples <- lapply(seq_len(nrow(asked)), function(i) {
  list(input = lapply(asked[i, c("car", "fuel", "age", "km")], function(value) if (is.factor(value)) as.character(value) else value), probability = probabilities[[i]])
})
writeLines(jsonlite::toJSON(found, auto_unbox = TRUE, digits = NA), file.path(folder, "r.json"))
refused <- tryCatch(to_exchange(glm(broken ~ age:km, binomial, rows), c("no", "yes")), error = function(error) conditionMessage(error))
cat("R refuses:", refused, "\n")
