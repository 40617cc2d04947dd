# make run     install what is missing, build, open the window (with no display: train and draw into out/)
# make test    install what is missing, check everything
# make test-arm64  the kernels of arm64 and the network upon them, under an emulator

GO ?= go
OUT = out
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: run headless build test test-arm64 race lint bench bench-peers figures tables reference models go

run: build
	@case "$$(uname -s)" in Linux) [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ];; esac \
		&& { bin/innlab; s=$$?; [ $$s != 1 ] && exit $$s; } ; $(MAKE) --no-print-directory headless

# The main job where no window can open: train with a progress bar, draw the window and the ablation.
headless: build
	@mkdir -p $(OUT)
	bin/innlab train -scene modes -setup some -o $(OUT)/modes-some.innlab
	bin/innlab shot -scene modes -setup some -o $(OUT)/window.png
	bin/innlab figure ablation -model $(OUT)/modes-some.innlab -o $(OUT)/ablation.png
	@echo "The trained network is in $(OUT)/modes-some.innlab, the window in $(OUT)/window.png, the ablation in $(OUT)/ablation.png."

build: go
	@.ci/packages build
	$(GO) build -trimpath -o bin/innlab ./app

test: go
	@.ci/packages test
	$(GO) vet ./...
	$(GO) test -timeout 20m ./...
	$(GO) test -race ./app/session ./app/window

# The tests of the network and its kernels as built for arm64, by themselves under qemu: with the fastest kernels and
# with those in plain Go. Takes some minutes.
test-arm64: go
	@.ci/packages arm64
	@mkdir -p $(OUT)/arm64
	$(GO) test -run TestEncodings ./inn/kernel
	@for p in inn/kernel inn/net inn; do \
		GOARCH=arm64 CGO_ENABLED=0 $(GO) test -c -o $(CURDIR)/$(OUT)/arm64/$$p.test ./$$p || exit 1; \
		for k in "" go; do \
			echo "$$p $${k:-with the fastest kernels}"; \
			(cd $$p && INNLAB_KERNEL=$$k qemu-aarch64-static $(CURDIR)/$(OUT)/arm64/$$p.test -test.timeout 30m) || exit 1; \
		done; \
	done

lint: go
	$(GO) vet ./...
	@test -z "$$(gofmt -l .)" || { echo "not formatted:"; gofmt -l .; exit 1; }
	$(GO) run $(STATICCHECK) ./...

bench: go
	@.ci/packages build
	$(GO) test -run '^$$' -bench . -benchmem ./...

# The trained networks that come with the program.
models: build
	@mkdir -p assets/models
	for s in all some none; do bin/innlab train -scene modes -setup $$s -bare -o assets/models/modes-$$s.innlab || exit 1; done

# The same training steps and samples in PyTorch, side by side; installs it for the time being. Half an hour to an hour.
bench-peers: build
	@GO="$(GO)" inn/peers/run

# The pictures of the README, each made by the program itself.
figures: build
	@mkdir -p assets/pictures
	bin/innlab shot -scene modes -setup some -theme light -o assets/pictures/window.png
	bin/innlab figure ablation -scene modes -setup some -size 900x570px -o assets/pictures/ablation.png

# The methods side by side, and the losses, two seeds each, which takes about half an hour; TABLES is for flags such as
# -seeds 1, -sims 100000, -scenes two-moons (innlab help tables).
tables: build
	@mkdir -p out
	bin/innlab tables -o out/methods $(TABLES)
	bin/innlab tables -losses -o out/losses $(TABLES)

# Flows trained by likelihood against the reference posteriors of sbibm, which are in $INNLAB_DATA; half an hour.
reference: build
	@mkdir -p out
	bin/innlab reference $(INNLAB_DATA)/sbibm -seeds 3 -o out/reference $(REFERENCE)

go:
	@command -v $(GO) >/dev/null || { echo "innlab is built with Go 1.26; any Go from 1.21 on fetches it: install Go first (Debian: a newer golang-go from backports, or go.dev/dl)." >&2; exit 1; }
	@v=$$(GOTOOLCHAIN=local $(GO) env GOVERSION | sed -n 's/^go1\.\([0-9]*\).*/\1/p'); [ -z "$$v" ] || [ "$$v" -ge 21 ] || { echo "this Go is 1.$$v; innlab is built with Go 1.26, which any Go from 1.21 on fetches." >&2; exit 1; }
