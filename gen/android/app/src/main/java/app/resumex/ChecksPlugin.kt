package app.resumex

// NOT COMPILED BY THIS PROJECT'S CHECKS: they have no Android SDK. The Rust side is src-tauri/src/phone.rs.
//
// WorkManager wakes the app for a check. The worker and the app meet in this file: Rust waits in `next` until a worker comes,
// checks, and says `done`; the worker waits for that.

import android.app.Activity
import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.Worker
import androidx.work.WorkerParameters
import app.tauri.annotation.Command
import app.tauri.annotation.InvokeArg
import app.tauri.annotation.TauriPlugin
import app.tauri.plugin.Invoke
import app.tauri.plugin.JSObject
import app.tauri.plugin.Plugin
import java.util.concurrent.SynchronousQueue
import java.util.concurrent.TimeUnit

/** WorkManager stops a worker after ten minutes; a check is given much less. */
private const val CHECK_SECONDS = 60L
private const val WORK = "check"

@InvokeArg
class ScheduleArgs {
  var seconds: Long = 0
}

@InvokeArg
class DoneArgs {
  var is_finished: Boolean = true
}

/** Where the worker and the app meet. */
private object Meeting {
  private var waiting: Invoke? = null
  private val finished = SynchronousQueue<Boolean>()

  @Volatile
  var isChecking = false
    private set

  /** Rust waits for a worker. */
  @Synchronized
  fun wait(invoke: Invoke) {
    waiting = invoke
  }

  @Synchronized
  private fun take(): Invoke? = waiting.also { waiting = null }

  /** The check is done. Nobody listens any more if it took too long. */
  fun finish(isFinished: Boolean) {
    finished.offer(isFinished)
  }

  /** Has Rust check. True also when there is no app in this process to do it: trying again would not help. */
  fun check(): Boolean {
    val rust = take() ?: return true
    isChecking = true
    try {
      rust.resolve(JSObject().put("seconds", CHECK_SECONDS))
      return finished.poll(CHECK_SECONDS + 5, TimeUnit.SECONDS) ?: false
    } finally {
      isChecking = false
    }
  }
}

@TauriPlugin
class ChecksPlugin(private val activity: Activity) : Plugin(activity) {
  @Command
  fun schedule(invoke: Invoke) {
    val seconds = invoke.parseArgs(ScheduleArgs::class.java).seconds
    val request = OneTimeWorkRequestBuilder<CheckWorker>()
      .setInitialDelay(seconds, TimeUnit.SECONDS)
      .setConstraints(Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build())
      .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 30, TimeUnit.SECONDS)
      .build()
    // Replacing work that is running would stop the very check that asks for the next one.
    val policy = if (Meeting.isChecking) ExistingWorkPolicy.APPEND_OR_REPLACE else ExistingWorkPolicy.REPLACE
    WorkManager.getInstance(activity.applicationContext).enqueueUniqueWork(WORK, policy, request)
    invoke.resolve()
  }

  @Command
  fun next(invoke: Invoke) {
    Meeting.wait(invoke)
  }

  @Command
  fun done(invoke: Invoke) {
    Meeting.finish(invoke.parseArgs(DoneArgs::class.java).is_finished)
    invoke.resolve()
  }
}

class CheckWorker(context: Context, parameters: WorkerParameters) : Worker(context, parameters) {
  override fun doWork(): Result = if (Meeting.check()) Result.success() else Result.retry()
}
