# make site   builds the sample site and says where to look
# make test   installs what the tests need and runs them, and counts what `make covered` counts
# make pictures  the pictures of the documents, and every kind of page into screenshots/
# make covered  how many branches of the rules the tests take, and that no room falls below its floor
# make mutants  changes the rules of days and limits in every small way, and counts what the tests notice
# make sweep  the long runs: thousands of histories, death before every file-system call
# make mounts the table of what holds on which share, mount and disk, some twenty minutes
# make lint   the house rules: style, types, imports
# make windows-kit  a folder for Windows that needs no installing, and a zip of it, into .venv/kit
# make windows-kit-tried  the same, and the kit run under Wine (Debian's packages wine and gcc-mingw-w64-x86-64-win32)
# make golden writes the expected tree of the sample anew (then read the diff)
# make words  collects the interface words into the catalogues

PYTHON ?= python3
BIN = .venv/bin

.PHONY: site test parts covered mutants pictures sweep mounts lint golden words windows-kit windows-kit-tried clean

site: .venv/site
	$(BIN)/sitegen build

# What is compiled is kept, whatever the shell says: the tests start sitegen some hundred times, and build thousands of sites.
unexport PYTHONDONTWRITEBYTECODE

# In the order of their names the small files of `unit` come last, and no process is left alone with a long one.
RUN = $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: .venv/dev parts
	$(BIN)/coverage erase
	$(RUN) --watch '$(WATCHED)'
	$(BIN)/python tests/covered.py

# Three browsers, an SSH server, three web servers, Java, exiftool and pdftotext from Debian's packages, and checkers from npm, where they are missing;
# and a kernel that runs as a program, with what makes the shares that intranets have: for tests that mount nothing here.
# Without them their tests fail in CI and skip, aloud, elsewhere.
parts: .venv/parts/installed
	@missing=; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v WebKitWebDriver >/dev/null || missing="$$missing webkit2gtk-driver"; \
	command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$$missing firefox-esr"; \
	command -v Xvfb >/dev/null || missing="$$missing xvfb"; \
	command -v sshd >/dev/null || test -x /usr/sbin/sshd || missing="$$missing openssh-server"; \
	command -v nginx >/dev/null || test -x /usr/sbin/nginx || missing="$$missing nginx-light"; \
	command -v apache2 >/dev/null || test -x /usr/sbin/apache2 || missing="$$missing apache2-bin"; \
	command -v caddy >/dev/null || missing="$$missing caddy"; \
	command -v busybox >/dev/null || missing="$$missing busybox"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v valgrind >/dev/null || missing="$$missing valgrind"; \
	command -v exiftool >/dev/null || missing="$$missing libimage-exiftool-perl"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	command -v linux.uml >/dev/null || test "$$(uname -m)" != x86_64 || missing="$$missing user-mode-linux kmod iproute2"; \
	command -v smbd >/dev/null || test -x /usr/sbin/smbd || missing="$$missing samba"; \
	test -x /usr/sbin/mount.cifs || missing="$$missing cifs-utils"; \
	test -x /usr/sbin/rpc.nfsd || missing="$$missing nfs-kernel-server"; \
	test -x /usr/sbin/mkfs.vfat || missing="$$missing dosfstools"; \
	test -x /usr/sbin/mkfs.ntfs || missing="$$missing ntfs-3g"; \
	$(INSTALL)

# Pinned, with the hashes of their bytes, in package-lock.json; no script of theirs is run.
.venv/parts/installed: tests/browser/parts/package.json tests/browser/parts/package-lock.json
	@missing=; command -v npm >/dev/null || missing=" npm"; $(INSTALL)
	@mkdir -p .venv/parts && cp $^ .venv/parts/
	@if command -v npm >/dev/null; then \
		npm ci --prefix .venv/parts --ignore-scripts --no-audit --no-fund --silent && touch $@ \
		|| echo "Missing: axe-core and vnu-jar from npm. Without them not all tests run."; fi

INSTALL = if [ -z "$$missing" ]; then exit 0; fi; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else echo "Missing:$$missing. Install them to run all tests."; fi

# The quick tests that are about the rules. They are watched as they run among all others, which costs half of what
# it costs to run them again; alone they run for whoever works on a rule.
ELSEWHERE = drawings fast_paths memory search_index stemming template_cache templates visible
WATCHED = $(filter-out $(ELSEWHERE:%=tests/unit/test_%.py), $(wildcard tests/unit/test_*.py)) tests/record \
	$(patsubst %, tests/test_%.py, approvals boundaries build days_told front_door hints_followed lists_end numbers_shown private_words related_answers shown_and_held) \
	$(patsubst %, tests/publish/test_%.py, canaries chronicle command exposed folder http ledgers newest_copy odd_records protocol \
		renamed_and_taken_back served server_settings twins)

covered: .venv/dev
	$(BIN)/coverage erase
	$(RUN) --quiet --watch '$(WATCHED)' $(WATCHED)
	$(BIN)/python tests/covered.py

# Outside CI: some hours for all, minutes for a part:  make mutants OF='sitegen.publish.history*'
mutants: .venv/mutants
	nice $(BIN)/mutmut run $(if $(OF),'$(OF)')
	$(BIN)/python tests/mutants_noticed.py

.venv/mutants: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'mutmut>=3.8,<4'
	touch $@

pictures: .venv/dev parts
	$(BIN)/python docs/pictures.py
	$(BIN)/python tests/browser/pictures.py

sweep: .venv/dev
	SITEGEN_SWEEP=1 $(BIN)/python -m pytest --timeout 3000 tests/test_incremental.py tests/test_kill.py tests/publish tests/serve tests/desk \
		tests/growth tests/intake tests/corpora tests/unit/test_fast_paths.py tests/unit/test_prose_fuzz.py tests/unit/test_known_answers.py \
		tests/test_faults.py tests/test_front_door.py tests/test_hints_followed.py tests/test_mended_at_a_click.py tests/test_private_told.py \
		tests/test_real_files.py tests/browser/test_drawings_opened.py tests/browser/test_proof_looked_at.py tests/browser/test_styles_read.py

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Of each kind that user-mode Linux can have; where a program is missing it is left out, aloud.
mounts: .venv/dev parts
	@missing="xfsprogs btrfs-progs jfsutils reiserfsprogs f2fs-tools nilfs-tools udftools squashfs-tools genisoimage exfatprogs exfat-fuse \
		diod sshfs davfs2 apache2-bin rclone bindfs unionfs-fuse mergerfs fuse-overlayfs gocryptfs encfs cryfs ecryptfs-utils"; $(INSTALL)
	nice $(BIN)/python tests/publish/mount_table.py

golden: .venv/dev
	$(BIN)/python -m pytest tests/test_golden.py --update-golden

windows-kit: .venv/dev
	rm -rf .venv/kit
	$(BIN)/python kit/windows.py .venv/kit

windows-kit-tried: windows-kit
	@missing=; \
	command -v wine >/dev/null || missing="$$missing wine wine64"; \
	command -v x86_64-w64-mingw32-gcc >/dev/null || missing="$$missing gcc-mingw-w64-x86-64-win32"; \
	$(INSTALL)
	SITEGEN_KIT=$(CURDIR)/.venv/kit/sitegen-kit $(BIN)/python -m pytest tests/kit

words: .venv/dev
	$(BIN)/python docs/words.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/site: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/site

clean:
	rm -f .venv/site .venv/dev
