// npm run restore -- FILE: puts a backup into DATA_DIR, which must hold nothing yet; no program may run with it.
import { restore } from "../run/backup.js";
import { AssistantError } from "../shared/errors.js";

const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) {
  process.stderr.write("npm run restore -- FILE   (into the folder that DATA_DIR names)\n");
  process.exitCode = 2;
} else {
  try {
    const { files, bytes } = await restore(file, process.env["DATA_DIR"] ?? "./data");
    process.stdout.write(`${files} files, ${bytes} bytes restored\n`);
  } catch (fault) {
    const isOurs = fault instanceof AssistantError || (fault instanceof Error && "code" in fault);
    process.stderr.write(`${isOurs ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
